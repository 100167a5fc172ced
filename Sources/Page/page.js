// For each pair of photos, shows one picture on top of the other, with a slider that uncovers it. Without the script
// there are only the pictures side by side.
for (const pair of document.querySelectorAll('.pair')) {
  const compare = pair.querySelector('.compare');
  const sides = pair.querySelectorAll('.side img');
  if (!compare || sides.length !== 2) continue;
  const under = compare.querySelector('.under');
  const over = compare.querySelector('.over');
  const range = compare.querySelector('input');
  under.src = sides[0].src;
  over.src = sides[1].src;
  const show = () => {
    compare.style.setProperty('--shown', range.value + '%');
    range.setAttribute('aria-valuetext', range.value + ' per cent after');
  };
  range.addEventListener('input', show);
  show();
  compare.hidden = false;
}
