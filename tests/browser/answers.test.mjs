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
        await openAll(page);
        const found = await page.evaluate(look, anchor);
        if (found === null) return [`there is no #${anchor}`];
        const missing = answers.filter((words) => !found.text.includes(words)).map((words) => `not said in #${anchor}: ${words}`);
        return [...missing, ...(answers.length === 0 ? ["no words of an answer"] : []), ...(found.seen ? [] : [`#${anchor} is not what the address leads to`])];
      });
      assert.deepEqual(wrong, []);
    });
  }
}

// In the page: what is seen of a part of it, as words with single blanks between them.
function look(anchor) {
  const part = document.getElementById(anchor);
  if (part === null) return null;
  const { top } = part.getBoundingClientRect();
  return { text: part.innerText.replace(/\s+/g, " "), seen: top >= -2 && top < innerHeight };
}
