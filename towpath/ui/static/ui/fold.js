// Filters nobody uses are folded away on a narrow screen, where they would stand before the list.

export function foldFilters() {
  if (window.matchMedia("(min-width: 48.0625em)").matches) return;
  document.querySelectorAll("details[data-fold]:not([data-in-use])").forEach((panel) => panel.removeAttribute("open"));
}
