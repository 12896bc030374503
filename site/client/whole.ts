// The button that prints the whole book.
for (const button of document.querySelectorAll<HTMLButtonElement>('.to-paper')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
