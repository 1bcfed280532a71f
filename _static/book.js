// One switch a page that opens or closes the code of every cell.
document.addEventListener("DOMContentLoaded", () => {
  const cells = document.querySelectorAll("div.cell > details.hide");
  const header = document.querySelector(".article-header-buttons");
  if (!cells.length || !header) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "code-switch";
  let open = false;
  const label = () => { button.textContent = open ? "Hide all code" : "Show all code"; };
  button.addEventListener("click", () => {
    open = !open;
    cells.forEach((cell) => { cell.open = open; });
    label();
  });
  label();
  header.prepend(button);
});
