// Goes on from a page that only waited for something, as its button or its link would.

export function goOn() {
  const way = document.querySelector("[data-goes-on]");
  if (way?.tagName === "FORM") way.requestSubmit();
  else way?.click();
}
