// Runs in the page of an SVG and returns what the browser made of it. The box of a text is the browser's in width;
// in height it goes from an accented capital to the descent of Liberation Sans, as the layout of charts counts, since
// getBBox adds the room to the next line.
(() => {
  const root = document.documentElement;
  const wrong = document.querySelector("parsererror");
  const page = {
    Error: wrong ? wrong.textContent : "",
    Root: root.localName,
    Children: Array.from(root.children).slice(0, 3).map((e) => e.localName),
    Width: root.viewBox ? root.viewBox.baseVal.width : 0,
    Height: root.viewBox ? root.viewBox.baseVal.height : 0,
    Texts: [],
  };
  for (const e of document.querySelectorAll("text")) {
    const box = e.getBBox();
    const size = parseFloat(getComputedStyle(e).fontSize);
    const base = e.y.baseVal[0].value;
    page.Texts.push({Text: e.textContent, X0: box.x, X1: box.x + box.width, Y0: base - 0.867 * size, Y1: base + 0.212 * size});
  }
  return page;
})()
