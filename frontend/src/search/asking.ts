// Words of a query that only ask, in the languages that readers type. They tell no name from another, so a query is searched without
// them; but first with them, since a name may hold one.

import { fold } from "./fold.ts";

/** Words that only ask or join others, a line for each language: also for languages in which few names are written. */
export const ASKING = new Set(
  fold(
    [
      "who whom what when where which why how many much is are was were be been does did do has have had there in at by for about between behind after since responsible based located mean means meaning happened show me tell this i list lists all every against compare compared comparison versus vs history overview difference now currently today week month year years up spelling it true really simple simply explain explained explanation csv excel spreadsheet table",
      "et en de du des la le les une au aux dans sur pour par avec sans entre est sont qui que quoi quand où comment pourquoi contre quel quelle quels quelles différence orthographe",
      "der die das dem den des ein eine einer und oder von vom zu zum zur im auf für bei aus nach gegen über wer wo wann warum wie welche welcher welches wird wurde wurden ist sind hat haben zwischen unterschied deutsch schreibweise",
      "ve ile bir bu için ne nedir kimdir nerede nasıl hangi kaç zaman neden oldu olan hakkında karşı arasında arasındaki fark",
      "û li ji di bi ku kî kê ye e hat hatin bû çi kengî çawa çima kîjan",
      "کێ چی کەی چۆن بۆچی چەند کوێ کام لە بۆ سەر بە",
      "در از به با برای علیه تا که چه کسی کسانی کیست چیست كيست کجا چرا چگونه چند شد شدند است بود بودند کرد کردند داد دادند را این آن",
      "في من عن مع ضد هل ما ماذا متى أين وين كيف شلون لماذا ليش كان كانت هناك هنا اللي لمن بين منو مين شنو شكو هسه هو هي",
    ].join(" "),
  ),
);

/** Words that ask about a name and are seldom part of one; an atlas adds its own. */
export const QUESTION = new Set([
  ...ASKING,
  ...fold(
    "lead leads led head heads chief founder founders founded founding foundation died dead death organization organisation control controls controlled controlling hold holds held",
  ),
]);

/** A query without the words that only ask. One that has no others, or that has a phrase in quotation marks, stays as it is. */
export function withoutQuestion(query: string): string {
  const words = query.split(/\s+/);
  const telling = words.filter((word) => !fold(word).every((token) => ASKING.has(token)));
  return telling.length && !/["“”«»]/.test(query) ? telling.join(" ") : query;
}

/** Words that ask for a number. */
const COUNTING = new Set(fold("toll many much number combien viele kaç sayısı كم عدد چند چەند"));

/** Whether a query asks for a number. */
export const asksNumber = (query: string) => fold(query).some((word) => COUNTING.has(word));
