// A form sends once, however often its button is pressed; the server refuses a second one in any case.

export function sendOnce() {
  document.querySelectorAll("form[data-send-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      form.setAttribute("aria-busy", "true");
    });
  });
  window.addEventListener("pageshow", forgetWhatWasSent);
}

// A page brought back by the back button may be sent again.
function forgetWhatWasSent() {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
}
