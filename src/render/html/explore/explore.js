// Looks whether the files have changed, and shows the page anew in the same place. Nothing that somebody has begun to
// choose is taken away.
const live = document.getElementById("live");
const reachable = () => [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")];
const begun = () =>
  [...document.querySelectorAll(".pickers input")].some((field) => field.value !== field.defaultValue)
  || [...document.querySelectorAll(".pickers option")].some((option) => option.selected !== option.defaultSelected);
const say = (text) => { if (live.textContent !== text) live.textContent = text; };
const look = async () => {
  try {
    const answer = await fetch("/version", { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    if (await answer.text() === live.dataset.version) {
      say("The page shows itself anew when the files change.");
    } else if (begun()) {
      say("The files have changed since this page was made.");
    } else {
      const focus = reachable().indexOf(document.activeElement);
      if (focus >= 0) sessionStorage.setItem("focus", String(focus));
      location.reload();
      return;
    }
  } catch {
    say("Nobody answers: remit explore has ended.");
  }
  setTimeout(look, document.hidden ? 4000 : 700);
};
if (live) {
  const focus = sessionStorage.getItem("focus");
  sessionStorage.removeItem("focus");
  if (focus !== null) reachable()[Number(focus)]?.focus({ preventScroll: true });
  look();
}
