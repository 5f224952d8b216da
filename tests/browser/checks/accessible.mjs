// axe finds nothing: the rules of WCAG 2.2 A and AA, and its own best practice.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openAll } from "../browser.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

export const name = "axe finds nothing";

export const ways = () => [{}, { dark: true }, { width: 320 }, { width: 320, dark: true }];

export async function find(page) {
  // What is closed is not looked at.
  await openAll(page);
  return complaints(page);
}

/** What axe says of a page as it stands. */
export async function complaints(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"], preload: false }),
    tags,
  );
  if (found.passes.length === 0) throw new Error("axe has looked at nothing");
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map((node) => `${id}: ${help} (one of ${nodes.length}): ${node.html.slice(0, 160)} ${node.failureSummary.replaceAll("\n", " ").slice(0, 240)}`));
}
