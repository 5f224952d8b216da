// A landscape whose names would do harm where they are obeyed and not shown: the teaching landscape with other names.
import { readFileSync } from "node:fs";

const script = "<script>window.__owned = 1; alert(1)</script>";
const image = `"><img src=x onerror="window.__owned = 2">`;
const quotes = `'"\`'); window.__owned = 3; //`;
const entity = "&lt;b&gt; &amp; &#x3C;i> & co";
const hebrew = "שירותי בריאות מינית (2013)";
const arabic = "صحة عامة \u202eevitcefni\u202c";
const style = "</style></title></svg><style>*{display:none}</style>";
const link = "javascript:window.__owned=4";
const markdown = "[click](javascript:alert(1)) ![x](http://example.invalid/x.png)";
// Three hundred characters, half of them without a place to break.
const long = `${"of the people of the four valleys and hills ".repeat(4).slice(0, 150)}${"Llanfairpwllgwyngyll".repeat(8).slice(0, 150)}`;

export const names = { script, image, quotes, entity, hebrew, arabic, style, link, markdown, long };

// What is called what, in the teaching landscape.
const renamed = [
  ["Commissioning in two districts", `Two districts ${script}`],
  ["The last day of the primary care trusts", `Last day ${image}`],
  ["The first day of the 2012 Act", `First day ${hebrew}`],
  ["West Alpha Council", `West ${arabic}`],
  ["East Beta Council", `East ${long}`],
  ["NHS Alpha and Beta CCG", `CCG ${script}`],
  ["West Alpha Primary Care Trust", `Trust ${image}`],
  ["East Beta Health and Wellbeing Board", `Board ${style}`],
  ["West Alpha", `West Alpha ${quotes}`],
  ["East Beta", `East Beta ${hebrew}`],
  ["Primary care trust", `Primary care trust ${entity}`],
  ["Clinical commissioning group", `Group ${style}`],
  ["Local authority (upper tier or unitary)", hebrew],
  ["Sexual health", hebrew],
  ["Obesity", `Obesity ${long}`],
  ["Older people at home", `Older people ${script}`],
  ["STI testing and treatment", `Testing ${image}`],
  ["Gynaecology", arabic],
  ["Weight management, tier 3 (specialist team)", long],
  ["Home care", `Home care ${markdown}`],
  ["Falls prevention", link],
];

// TOML for a string of any letters.
const quoted = (text) => `"${[...text].map((letter) => (/["\\]|\p{C}/u.test(letter) ? `\\U${letter.codePointAt(0).toString(16).padStart(8, "0")}` : letter)).join("")}"`;

/** Where its bodies stand on maps, and one that it does not know. */
export const tiles = {
  la: `code,row,column\nwest-council,0,0\neast-council,0,1\n"${script}",1,0\n`,
  pct: "code,row,column\nwest-pct,0,0\neast-pct,0,1\n",
  ccg: "code,row,column\nalpha-beta-ccg,0,0\n",
};

export function landscape() {
  let text = readFileSync("scenarios/two-districts/landscape.toml", "utf8");
  for (const [was, is] of renamed) {
    const places = text.split(`"${was}"`);
    if (places.length < 2) throw new Error(`nothing in scenarios/two-districts is called ${was}`);
    text = places.join(quoted(is));
  }
  // Titles of sources, quotes, notes and reasons are the author's words as well.
  return text.replace(/\b(title|quote|note|reason) = "((?:[^"\\]|\\.)*)"/g, (whole, key, was) =>
    was.includes("\\U") ? whole : `${key} = ${quoted(`${was} ${key === "title" ? script : image}`)}`);
}
