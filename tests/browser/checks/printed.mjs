// On paper: no controls, nothing wider than the sheet, and what is closed on the screen says that it is left out.
import { PAPER } from "../browser.mjs";

export const name = "prints whole on A4";

export const ways = () => [{ width: PAPER, more: "on paper" }, { width: PAPER, scripts: false, more: "on paper" }];

export async function find(page) {
  await page.emulateMedia({ media: "print" });
  const wrong = await page.evaluate(look, PAPER);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  // Points: 210 × 297 mm.
  const sheets = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  if (sheets.length === 0) wrong.push("no sheet is printed");
  if (sheets.some(([, width, height]) => Math.abs(width - 595) > 2 || Math.abs(height - 842) > 2)) wrong.push("a sheet is not A4");
  return wrong;
}

// In the page.
function look(paper) {
  const wrong = [];
  const say = (one, what) => wrong.push(`${what}: ${one.outerHTML.slice(0, 160)}`);
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getClientRects().length > 0;
  for (const one of document.querySelectorAll("input, select, textarea, nav, .filter, .skip, button:not(th button)")) {
    if (shown(one)) say(one, "a control on paper");
  }
  for (const one of document.querySelectorAll("details:not([open]) > summary")) {
    if (!shown(one) || !getComputedStyle(one, "::after").content.includes("left out")) say(one, "left out on paper without a word");
  }
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg, .aside, .skip") && one.tagName !== "svg") continue;
    const { right, left } = one.getBoundingClientRect();
    if (right > paper + 1 || left < -1) say(one, `stands from ${Math.round(left)} to ${Math.round(right)} px of ${paper}`);
    if (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible") say(one, "cut on paper");
  }
  return wrong.slice(0, 10);
}
