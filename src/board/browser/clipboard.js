// Copies what a button names, and an article with its looks. Pages are whole without it: the
// buttons are shown only where it runs.
document.documentElement.className = 'js';

// What is not chosen stays out of the address.
addEventListener('submit', ({ target }) => {
  for (const field of target.elements) if (!field.value) field.disabled = true;
});

addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy],[data-article]');
  if (!button) return;
  const { article, copy, done, failed } = button.dataset;
  try {
    if (article) await copyArticle(article);
    else await navigator.clipboard.writeText(copy);
    tell(button, done);
  } catch {
    tell(button, failed || copy);
  }
});

function tell(button, words) {
  button.dataset.said ||= button.textContent;
  button.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = button.dataset.said;
  }, 2000);
}

// Browsers write to the clipboard only while they still remember the click: nothing is awaited first.
function copyArticle(address) {
  const page = fetch(address).then((answer) => answer.text());
  const as = (type, textOf) => page.then((html) => new Blob([textOf(html)], { type }));
  const item = new ClipboardItem({
    'text/html': as('text/html', (html) => html),
    'text/plain': as('text/plain', plainText),
  });
  return navigator.clipboard.write([item]);
}

function plainText(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const parts = [...page.querySelectorAll('p,h1,h2,h3,h4,li')];
  return parts.map((part) => part.textContent.trim()).join('\n\n');
}
