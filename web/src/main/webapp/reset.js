// Chooses a new password by the secret of a letter, which stands behind the address's #: it is sent
// nowhere but in the body of this one call.

const said = document.getElementById("said");
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

document.getElementById("reset").addEventListener("submit", async (event) => {
  event.preventDefault();
  const newPassword = document.getElementById("password").value;
  try {
    const answer = await fetch("/api/v1/auth/reset", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, newPassword }),
    });
    said.textContent = answer.ok
      ? "It is set. Sign in with it; everywhere else you are signed out."
      : (await answer.json()).detail;
  } catch {
    said.textContent = "The server does not answer. Try again in a moment.";
  }
});
