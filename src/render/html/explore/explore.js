// Looks whether the files have changed, and shows the page anew in the same place. Nothing that somebody has begun to
// choose is taken away.
const live = document.getElementById("live");
// Which of the things that can have the focus: by its id, or else which of those that are like it.
const alike = (name, href) =>
  [...document.querySelectorAll(name)].filter((other) => other.getAttribute("href") === href);
const nameOf = (one) => {
  const [id, name, href] = [one.id, one.localName, one.getAttribute("href")];
  return { id, name, href, place: alike(name, href).indexOf(one) };
};
const find = ({ id, name, href, place }) => (id ? document.getElementById(id) : alike(name, href)[place]);
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
      const focus = document.activeElement;
      if (focus && focus !== document.body) sessionStorage.setItem("focus", JSON.stringify(nameOf(focus)));
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
  if (focus !== null) find(JSON.parse(focus))?.focus({ preventScroll: true });
  look();
}
