// axe finds nothing: the rules of WCAG 2.2 A and AA, and its own best practice.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openAll } from "../browser.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

export const name = "axe finds nothing";

// A rule takes seconds on a page of megabytes. There, colours are asked at full width, where nothing is scrolled out of
// sight, and everything else besides them at the width where it differs.
export const ways = ({ large }) => [
  { more: "" },
  { dark: true, only: large && ["color-contrast"] },
  { width: 320, only: large && ["target-size", "scrollable-region-focusable", "label", "region", "aria-hidden-focus"] },
  ...(large ? [] : [{ width: 320, dark: true }]),
];

export async function find(page, about, { only } = {}) {
  // What is closed is not looked at.
  await openAll(page);
  return complaints(page, only);
}

/** What axe says of a page as it stands. */
export async function complaints(page, only) {
  await page.evaluate(axe);
  const found = await page.evaluate(
    ([tags, only]) => window.axe.run(document, { runOnly: only ? { type: "rule", values: only } : { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }),
    [tags, only || null],
  );
  if (found.passes.length === 0) throw new Error("axe has looked at nothing");
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map((node) => `${id}: ${help} (one of ${nodes.length}): ${node.html.slice(0, 160)} ${node.failureSummary.replaceAll("\n", " ").slice(0, 240)}`));
}
