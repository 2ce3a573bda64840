// What is in view of a drawing: a point stays where it is on the screen, and nothing outside the drawing is shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { within } from "../src/zoom.ts";

const WHOLE = { x: 0, y: 0, width: 720, height: 360 };

for (const [words, point, share, at, expected] of [
  ["the whole", [360, 180], 1, [0.5, 0.5], [0, 0, 720, 360]],
  ["a half about its middle", [360, 180], 0.5, [0.5, 0.5], [180, 90, 360, 180]],
  ["a half about a point that stays", [180, 90], 0.5, [0.25, 0.25], [90, 45, 360, 180]],
  ["no further than the left and upper edges", [10, 10], 0.25, [0.5, 0.5], [0, 0, 180, 90]],
  ["no further than the right and lower edges", [720, 360], 0.25, [0.5, 0.5], [540, 270, 180, 90]],
] as const) {
  test(`${words} is in view`, () => {
    const box = within(WHOLE, point[0], point[1], share, at[0], at[1]);
    assert.deepEqual([box.x, box.y, box.width, box.height], expected);
  });
}
