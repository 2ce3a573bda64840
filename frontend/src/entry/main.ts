// What the page of an entry gets beside what every page does.

import { offerPrinting } from "./short-form.ts";
import { offerComparing } from "./comparing.ts";
import { openTools } from "./tools.ts";

offerComparing();
offerPrinting();
openTools();
