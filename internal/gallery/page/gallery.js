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
	filter.addEventListener('input', () => {
		const words = filter.value.toLowerCase().split(/\s+/);
		for (const card of document.querySelectorAll('.cards li')) {
			const text = card.textContent.toLowerCase();
			card.hidden = !words.every(word => text.includes(word));
		}
	});
}
