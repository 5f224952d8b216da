// The eight questions of docs/eight-questions.md are answered on the page, where the document says.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PATIENCE, openAll, stop, visit } from "./browser.mjs";
import { folder, page } from "./pages.mjs";

after(stop);

const text = readFileSync("docs/eight-questions.md", "utf8");
// A question is a heading with a number, the anchor behind "Stands in", and words of the page behind `>`.
const questions = text.split(/^## (?=\d)/m).slice(1).map((part) => ({
  question: part.split("\n")[0],
  anchor: part.match(/^Stands in `#([\w-]+)`/m)?.[1],
  answers: [...part.matchAll(/^> (.+)$/gm)].map(([, words]) => words),
}));

test("there are eight, of the page that the tests write", () => {
  assert.equal(questions.length, 8);
  const command = text.match(/^remit (.+) --out \S+$/m)?.[1];
  assert.equal(command, page("england-sexual-health").args.join(" ").replace(/^/, "report "));
});

for (const scripts of [true, false]) {
  for (const { question, anchor, answers } of questions) {
    test(`${question} ${scripts ? "" : "(without JavaScript)"}`, { timeout: PATIENCE }, async () => {
      const address = `${pathToFileURL(join(folder, page("england-sexual-health").file)).href}#${anchor}`;
      const wrong = await visit(address, { scripts }, async (page) => {
        const seen = await leadsTo(page, anchor);
        await openAll(page);
        const found = await page.evaluate(look, anchor);
        if (found === null) return [`there is no #${anchor}`];
        const missing = answers.filter((words) => !found.text.includes(words)).map((words) => `not said in #${anchor}: ${words}`);
        return [...missing, ...(answers.length === 0 ? ["no words of an answer"] : []), ...(seen ? [] : [`#${anchor} is not what the address leads to`])];
      });
      assert.deepEqual(wrong, []);
    });
  }
}

// Whether the browser has gone to a part of the page. It goes there when it draws, which a busy machine does late.
async function leadsTo(page, anchor) {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (await page.evaluate(isSeen, anchor)) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}

// In the page.
function isSeen(anchor) {
  const { top, width } = document.getElementById(anchor)?.getBoundingClientRect() ?? {};
  return width > 0 && top >= -2 && top < innerHeight;
}

// In the page: what a part of it says, as words with single blanks between them.
function look(anchor) {
  const part = document.getElementById(anchor);
  return part === null ? null : { text: part.innerText.replace(/\s+/g, " ") };
}
