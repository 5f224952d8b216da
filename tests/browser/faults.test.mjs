// Checks that would not find a fault are worth nothing. Each fault here is put into a page that is right, and found.
import { after, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PAPER, PATIENCE, stop, visit } from "./browser.mjs";
import { folder, page, pictures } from "./pages.mjs";
import * as accessible from "./checks/accessible.mjs";
import * as complete from "./checks/complete.mjs";
import * as drawn from "./checks/drawn.mjs";
import * as harmless from "./checks/harmless.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as narrow from "./checks/narrow.mjs";
import * as printed from "./checks/printed.mjs";
import * as sorted from "./checks/sorted.mjs";

after(stop);

const replace = (from, to) => (text) => {
  if (!text.includes(from)) throw new Error(`the page has no ${from}`);
  return text.replace(from, () => to);
};
// Into the body, where nothing but the text of the page is.
const add = (html) => replace("</main>", `${html}</main>`);
// Without its policy, so that a fault has its way.
const unguarded = (edit) => (text) => edit(text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
const styled = (css) => unguarded(replace("</style>", `${css}</style>`));
const scripted = (from, to) => unguarded(replace(from, to));
// One that holds the keyboard at once, and one that takes it back a moment later.
const trap = '<button id="trap" type="button">x</button>';
const trapped = (text, listener) => scripted("</body>", `<script>addEventListener(${listener});</script></body>`)(text);
const narrowly = { width: 320 };
const paper = { width: PAPER };
const hostile = (name) => ({ page: page(name) });

const faults = [
  ["a field without a label", accessible, {}, add('<input type="search">'), /label/],
  ["a picture without words", accessible, {}, unguarded(add('<img src="data:,">')), /image-alt/],
  ["pale words", accessible, {}, styled("p { color: #999; }"), /color-contrast/],
  ["pale words in the dark", accessible, { dark: true }, styled("@media (prefers-color-scheme: dark) { p { color: #555; } }"), /color-contrast/],
  ["no language", accessible, {}, replace('<html lang="en-GB">', "<html>"), /html-has-lang/],
  ["a finding left out", complete, {}, unguarded((text) => text.replace(/<article class="finding"[\s\S]*?<\/article>/, "")), /without a page for the finding/],
  ["a row left out", complete, {}, (text) => text.replace(/(<table id="findings-table"[\s\S]*?<tbody>)<tr>[\s\S]*?<\/tr>/, "$1"), /rows of findings/],
  ["a table that only a script fills", complete, { scripts: false }, styled("@media (scripting: none) { #verdict { display: none; } }"), /verdict/],
  ["a link to nowhere", complete, {}, add('<a href="#nowhere">x</a>'), /#nowhere/],
  ["an id twice", complete, {}, add('<p id="receipt">x</p>'), /ids twice/],
  ["numbers in the order of their letters", sorted, {}, scripted("compare(x, y)", "(x < y ? -1 : 1)"), /stands above/],
  ["a head that does not say that it is sorted", sorted, {}, scripted('head.setAttribute("aria-sort"', 'head.setAttribute("data-sort"'), /its head says/],
  ["a wrong number of rows", sorted, {}, scripted("`${shown} of", "`${shown + 1} of"), /says «/],
  ["a button without a script", sorted, { scripts: false }, add('<button type="button">Sort</button>'), /without JavaScript/],
  ["a stop that cannot be seen", keyboard, {}, styled(":focus-visible { outline: none !important; }"), /not seen/],
  ["a stop that can hardly be seen", keyboard, {}, styled(":focus-visible { outline-color: #ddd !important; }"), /hardly seen/],
  ["another order", keyboard, {}, add('<a href="#receipt" tabindex="1">x</a>'), /order/],
  ["no way past the head", keyboard, {}, replace('class="skip"', 'class="skip" tabindex="-1"'), /first stop/],
  ["a trap", keyboard, {}, (text) => trapped(add(trap)(text), '"keydown", (event) => event.key === "Tab" && event.target.id === "trap" && event.preventDefault()'), /not reached/],
  ["a trap at the end", keyboard, {}, (text) => trapped(replace("</body>", `${trap}</body>`)(text), '"focusout", ({ target }) => target.id === "trap" && setTimeout(() => target.focus())'), /the last stop is a trap/],
  ["a wide part", narrow, narrowly, styled(".verdict { min-width: 30rem; }"), /px wide|stands from/],
  ["words cut off", narrow, narrowly, styled(".verdict { overflow: hidden; white-space: nowrap; }"), /cuts/],
  ["a part that scrolls out of reach", narrow, narrowly, (text) => text.replaceAll(/(<div class="scroll"[^>]*) tabindex="0"/g, "$1"), /no key reaches/],
  ["a control on paper", printed, paper, add('<input aria-label="x">'), /control on paper/],
  ["a closed part on paper without a word", printed, { ...paper, scripts: false }, styled("@media print { summary::after { content: none !important; } }"), /without a word/],
  ["a part wider than paper", printed, paper, styled("@media print { .verdict { min-width: 300mm; } }"), /px of/],
  ["other paper", printed, paper, styled("@media print { @page { size: A5; } }"), /not A4/],
  ["a request", complete, {}, unguarded(add('<img src="http://127.0.0.1:9/x.png" alt="x">')), /asks for http/],
  ["a request that the policy forbids", complete, {}, add('<img src="http://127.0.0.1:9/x.png" alt="x">'), /on the console/],
  ["a script that the policy forbids", complete, {}, add("<script>window.x = 1</script>"), /on the console/],
  ["an error", complete, {}, unguarded(add("<script>nobody.knows()</script>")), /an error of the script/],
  ["a name that is obeyed", harmless, hostile("hostile"), unguarded(add("<script>window.__owned = 1; alert(1)</script>")), /a script of a name ran|dialog/],
  ["a name that is an element", harmless, hostile("hostile"), add('<img src=x onerror="window.__owned = 2">'), /an attribute that is a script/],
  ["a name left out", harmless, hostile("hostile"), (text) => text.replaceAll("javascript:window", "…"), /nowhere/],
  ["a name that turns its neighbours", harmless, hostile("hostile"), add("<p>Of שירותי 3</p>"), /right to left/],
  ["a picture with words outside", drawn, { page: pictures[0] }, replace("</svg>", '<text x="2000" y="10">x</text></svg>'), /outside/],
  ["a picture without an alternative", drawn, { page: pictures[0] }, (text) => text.replace(/<desc[\s\S]*?<\/desc>/, ""), /alternative/],
];

// The smallest page that has what a check looks at.
const smallest = (check) => page([accessible, keyboard, narrow, printed].includes(check) ? "districts-brief" : "districts-one");

describe("faults are found", { concurrency: 2 }, () => {
  const changed = join(folder, "faults");
  mkdirSync(changed, { recursive: true });
  faults.forEach(([what, check, { page: about = smallest(check), ...way }, edit, finds], place) => {
    test(`${what}: ${check.name}`, { timeout: PATIENCE }, async () => {
      const right = readFileSync(join(folder, about.file), "utf8");
      const wrong = edit(right);
      assert.notEqual(wrong, right, "the fault is not in the page");
      const path = join(changed, `${place}-${about.file}`);
      writeFileSync(path, wrong);
      const found = await visit(pathToFileURL(path).href, way, (page) => check.find(page, about, way));
      assert.match(found.join("\n"), finds);
    });
  });
});
