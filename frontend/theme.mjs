// The theme's own styles without the rules that no page of ours can use, on standard output.
// Run as `node theme.mjs TEMPLATES`, the folder of the theme's templates; theme.py does.

import { globSync } from "node:fs";
import { join } from "node:path";
import { PurgeCSS } from "purgecss";

const theme = process.argv[2];
const ours = [
  "../overrides/**/*.html",
  "../generator/euphrates_atlas/render/templates/**/*.j2",
  "../generator/euphrates_atlas/render/**/*.py",
  "src/**/*.ts",
  "../content/*.md",
];
const generated = ["../content/index.md", "../overrides/partials/assets.html"]; // as in theme.py: they may be there or not

// What Markdown makes, the direction of the language, and the schemes that mkdocs.yml names stand in no template either.
const made =
  "h1 h2 h3 h4 p ul ol li blockquote pre code em strong hr table thead tbody tr th td a img headerlink ltr default slate".split(
    " ",
  );

// It lets links and code break anywhere, so that columns of tables become as narrow as a letter; the whole page breaks words that find no room.
const breaks = /;?word-break:(?:break-word|normal)/g;

// PurgeCSS judges a selector by its names, and these stand in pages for other things: the site goes from left to right, our styles have
// dark colours and keys of their own, and no fold has the icon of an admonition.
const never = /\[dir=rtl\]|\[data-md-color-scheme=slate\]|\bkbd\b/;
const unused =
  /--md-(?:admonition-icon--note:url\("[^"]*"\)|typeset-kbd[\w-]*:[^;}]*);|(?:-webkit-)?mask-image:var\(--md-admonition-icon--note\);/g;

/** Return a rule without the selectors that nothing can match; nothing where all are such. */
function matching(rule, selectors, block) {
  const kept = selectors.split(",").filter((selector) => !never.test(selector));
  return kept.length ? kept.join(",") + block : "";
}

const results = await new PurgeCSS().purge({
  content: ours
    .flatMap((pattern) => globSync(pattern))
    .filter((path) => !generated.includes(path))
    .sort(),
  css: ["main", "palette"].map(
    (name) => globSync(join(theme, `assets/stylesheets/${name}.*.min.css`))[0],
  ),
  safelist: { standard: made, variables: ["--md-hue"] },
  blocklist: [
    /--md-admonition-icon/,
    /^(?:abstract|bug|danger|example|failure|info|keys|note|question|quote|success|tip|warning)$/,
  ], // admonitions
  dynamicAttributes: ["dir", "data-md-color-scheme"],
  keyframes: true,
  variables: true,
});
process.stdout.write(
  results
    .map(({ css }) =>
      css
        .replace(/\/\*# sourceMappingURL=.*?\*\//g, "")
        .replace(breaks, "")
        .replace(unused, "")
        .replace(/([^{}@;]+)({[^{}]*})/g, matching),
    )
    .join("\n"),
);
