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
	const finds = (words, said) => words.every(word => said.some(one => one === word || word.length > 2 && one.startsWith(word)));
	const said = list => [...document.querySelectorAll(list)].map(item => ({item, said: (item.dataset.find ?? '').split(' ')}));
	const cards = said('.cards li'), economies = said('#places li'), places = document.getElementById('places');
	const found = document.getElementById('found');
	filter.addEventListener('input', () => {
		const words = wordsOf(filter.value);
		let n = 0;
		for (const {item, said} of cards) {
			item.hidden = !finds(words, said);
			if (!item.hidden) n++;
		}
		let named = 0; // those that are meant are few
		for (const {item, said} of economies) {
			item.hidden = words.length === 0 || !finds(words, said) || named === 5;
			if (!item.hidden) named++;
		}
		if (places) places.hidden = named === 0;
		found.textContent = n === 0 ? found.dataset.none : n === 1 ? found.dataset.one : found.dataset.some.replace('2', n);
		document.getElementById('nothing').hidden = n > 0;
	});
}
