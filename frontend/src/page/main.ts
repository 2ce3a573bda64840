// What every page gets. Comfort only: pages read and work without it; it asks nothing of any host and keeps nothing.

import { previewCitations } from "./citations.ts";
import { offerCopies, offerNames } from "./copying.ts";
import { citeFacts } from "./facts.ts";
import { openFolds } from "./folds.ts";

offerCopies();
offerNames();
citeFacts();
previewCitations();
openFolds();
