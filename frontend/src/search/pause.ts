/** Milliseconds without a key before names are looked for: a search at each key would fetch files that the next key makes useless. */
export const PAUSE = 150;
