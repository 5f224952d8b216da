// A picture opened alone: it has a name and an alternative, and none of its words stands outside of it.

export const name = "is whole by itself";

export const ways = () => [{}];

export const find = (page) => page.evaluate(look);

// In the page.
function look() {
  const wrong = [];
  const svg = document.documentElement;
  if (svg.tagName !== "svg") return ["it is no picture"];
  if (svg.getAttribute("role") !== "img") wrong.push("it does not say that it is one picture");
  const named = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim() ?? "");
  if (named.length < 2 || named.includes("")) wrong.push("without a name or an alternative");
  // At most two sentences, so that they are listened to.
  if ((named[1] ?? "").split(/[.!?]\s/).length > 3) wrong.push(`a long alternative: ${named[1]}`);
  const frame = svg.getBoundingClientRect();
  const words = svg.querySelectorAll("text");
  if (words.length < 5) wrong.push("it says nearly nothing");
  for (const text of words) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    if (left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1) wrong.push(`outside of the picture: ${text.textContent.slice(0, 80)}`);
  }
  return wrong.slice(0, 10);
}
