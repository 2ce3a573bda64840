// What every page gets. Comfort only: pages read and work without it; it asks nothing of any host and keeps nothing.

import { previewCitations } from "./citations.ts";
import { offerCopies, offerNames } from "./copying.ts";
import { offerCitations } from "./facts.ts";
import { openFolds } from "./folds.ts";
import { followContents, nameHeadings, offerColours, offerTop, serveMenu } from "./frame.ts";
import { goOn } from "./going-on.ts";
import { prepareForPrint } from "./printing.ts";
import { offerWriting } from "./writing.ts";

goOn();
offerCopies();
offerNames();
offerCitations();
previewCitations();
openFolds();
prepareForPrint();
offerColours();
serveMenu();
followContents();
nameHeadings();
offerWriting();
offerTop();
