// Prints the days that dates may mean in a file of rows, as JSON: how tests in Python hold them against those of the atlas.

import { readFileSync } from "node:fs";
import { daysOf } from "../src/tables/days.ts";

const dates = JSON.parse(readFileSync(0, "utf8")) as string[];
console.log(JSON.stringify(dates.map(daysOf)));
