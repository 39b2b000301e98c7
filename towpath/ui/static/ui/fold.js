// What a page can do without at first, such as the boxes of a filter, is folded away on a narrow screen.
// Boxes with something wrong in them stay open.

export function foldOnNarrowScreens() {
  if (window.matchMedia("(min-width: 48.0625em)").matches) return;
  document.querySelectorAll("details[data-fold]").forEach((panel) => {
    if (!panel.querySelector(".govuk-form-group--error")) panel.removeAttribute("open");
  });
}
