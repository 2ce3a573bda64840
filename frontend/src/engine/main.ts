// Entry point of the engine of the search, which the script of the box loads when a reader first needs it.

import { engineAt } from "../search/engine.ts";
import { fold, skeleton, sound } from "../search/fold.ts";

globalThis.atlasFolding = { fold, skeleton, sound };
globalThis.atlasEngineAt = engineAt;
