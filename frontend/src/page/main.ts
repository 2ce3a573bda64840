// What every page gets. Comfort only: pages read and work without it; it asks nothing of any host and keeps nothing.

import { previewCitations } from "./citations.ts";
import { copyAddresses, offerCopies } from "./copying.ts";

offerCopies();
copyAddresses();
previewCitations();
