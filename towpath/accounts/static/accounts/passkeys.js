// Shows the passkey buttons where the browser can use them, and says so when it gave none.

const canUsePasskeys = Boolean(window.PublicKeyCredential);

document.querySelectorAll("[data-needs-script]").forEach((part) => (part.hidden = !canUsePasskeys));
document.querySelectorAll("[data-without-script]").forEach((part) => (part.hidden = canUsePasskeys));

// “Stay signed in” is asked once on the page, and holds for a passkey too.
document.querySelectorAll("[data-follows]").forEach((hidden) => {
  const box = document.getElementById(hidden.dataset.follows);
  box?.addEventListener("change", () => (hidden.value = box.checked ? "on" : ""));
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-problem]").forEach((part) => (part.hidden = false));
});
