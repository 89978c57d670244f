// What pages do beside being read: copy a text, find a card while typing. All of
// them work without it.
for (const button of document.querySelectorAll('button.copy')) {
	if (!navigator.clipboard) break;
	const text = button.parentElement.querySelector('textarea');
	button.hidden = false;
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(text.value);
		text.select();
		button.classList.add('done');
	});
}
const filter = document.getElementById('filter');
if (filter) {
	filter.closest('.filter').hidden = false;
	// As search.go does: without accents and capitals, each word begins one of the chart's,
	// one of two letters is all of it.
	const wordsOf = text => text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().split(/[^\p{L}\p{Nd}]+/u).filter(word => word);
	const cards = [...document.querySelectorAll('.cards li')].map(card => ({card, said: (card.dataset.find ?? '').split(' ')}));
	const found = document.getElementById('found');
	filter.addEventListener('input', () => {
		const words = wordsOf(filter.value);
		let n = 0;
		for (const {card, said} of cards) {
			card.hidden = !words.every(word => said.some(one => one === word || word.length > 2 && one.startsWith(word)));
			if (!card.hidden) n++;
		}
		found.textContent = n === 0 ? found.dataset.none : n === 1 ? found.dataset.one : found.dataset.some.replace('2', n);
		document.getElementById('nothing').hidden = n > 0;
	});
}
