// The template by which Wikipedia cites a work, made of the RIS that stands in its row.

import assert from "node:assert/strict";
import { test } from "node:test";
import { wikipedia } from "../src/works/wikipedia.ts";

const WORKS: Readonly<Record<string, [ris: string, template: string]>> = {
  "a title in Arabic, with its translation": [
    `TY  - ELEC
ID  - imamhussain-2015-06-25-pmf
TI  - فرقة الاعلام الحربي
T2  - Imam Hussain Holy Shrine
LA  - ar
UR  - https://imamhussain.org/index.php/arabic/3273
N1  - Title in English: The war media team; visits the shrine
PY  - 2015
DA  - 2015/06/25/
Y2  - 2026/11/21/
ER  - `,
    "{{cite web |title=فرقة الاعلام الحربي |trans-title=The war media team; visits the shrine" +
      " |url=https://imamhussain.org/index.php/arabic/3273 |website=Imam Hussain Holy Shrine |date=2015-06-25" +
      " |access-date=2026-11-21 |language=ar}}",
  ],
  "an archived copy": [
    `TY  - NEWS
ID  - newsday-2005-02-08-najaf
AU  - Susman, Tina
AU  - Parker, Ned
TI  - Zarqawi kin reportedly bombed shrine
T2  - Newsday
LA  - en
UR  - http://www.newsday.com/ny-wozarq0208
N1  - Title in English: No news; Archived copy: https://web.archive.org/web/20071001000052/http://www.newsday.com/ny
PY  - 2005
DA  - 2005/02/08/8 February 2005 (uncertain)
N1  - Date: 8 February 2005 (uncertain)
Y2  - 2026/11/25/
ER  - `,
    "{{cite news |last=Susman |first=Tina |last2=Parker |first2=Ned |title=Zarqawi kin reportedly bombed shrine" +
      " |trans-title=No news |url=http://www.newsday.com/ny-wozarq0208 |website=Newsday |date=2005-02-08" +
      " |access-date=2026-11-25 |language=en |archive-url=https://web.archive.org/web/20071001000052/http://www.newsday.com/ny" +
      " |archive-date=2007-10-01}}",
  ],
  "a translation, and a date that is not sure": [
    `TY  - ELEC
ID  - baghdad-2005-02-08
TI  - لا اخبار
N1  - Title in English: No news; none at all
PY  - 2005
DA  - 2005/02/08/8 February 2005 (uncertain)
N1  - Date: 8 February 2005 (uncertain)
ER  - `,
    "{{cite web |title=لا اخبار |trans-title=No news; none at all |date=2005-02-08}}",
  ],
  "a translation and a copy behind a reference": [
    `TY  - ELEC
ID  - baghdad-2005
TI  - لا اخبار
N1  - Report 5; page 2; Title in English: No news; none at all; Archived copy: https://archive.example/20050208000000/a
ER  - `,
    "{{cite web |title=لا اخبار |trans-title=No news; none at all |archive-url=https://archive.example/20050208000000/a" +
      " |archive-date=2005-02-08}}",
  ],
  "a reference alone": [
    `TY  - BOOK
TI  - Zayouna
N1  - Reached through a short address
ER  - `,
    "{{cite web |title=Zayouna}}",
  ],
  "a brace before the end": [
    `TY  - ELEC
TI  - {Foo}
ER  - `,
    "{{cite web |title=&#123;Foo&#125;}}",
  ],
  "a body as author, and a month": [
    `TY  - RPRT
ID  - un-2023
AU  - United Nations Assistance Mission for Iraq
TI  - Update
PB  - United Nations
UR  - https://example.org/a|b
PY  - 2023
DA  - 2023/09//
ER  - `,
    "{{cite web |author=United Nations Assistance Mission for Iraq |title=Update |url=https://example.org/a%7Cb" +
      " |publisher=United Nations |date=September 2023}}",
  ],
  "no date": [
    `TY  - ELEC
ID  - kayhan
TI  - About us
T2  - Kayhan
LA  - fa
ER  - `,
    "{{cite web |title=About us |website=Kayhan |language=fa}}",
  ],
  "signs that mean something in a title": [
    `TY  - ELEC
ID  - sohr
TI  - Unidentified planes | {{live}} exercises [video]
T2  - SOHR
PY  - 2023
DA  - 2023///
ER  - `,
    "{{cite web |title=Unidentified planes {{!}} &#123;&#123;live&#125;&#125; exercises &#91;video&#93; |website=SOHR |date=2023}}",
  ],
};

for (const [what, [ris, template]] of Object.entries(WORKS))
  test(`a work is cited as Wikipedia does: ${what}`, () => {
    assert.equal(wikipedia(ris), template);
  });
