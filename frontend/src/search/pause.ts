/** Milliseconds without a key before names are looked for: each key would ask for files that the next one needs not. */
export const PAUSE = 150;
