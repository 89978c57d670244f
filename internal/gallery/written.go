package gallery

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// draws tells whether a picture is a chart of the edition: one of its own, of the
// same figures. What tells is the edition's table of it, else what its image says,
// else what the pages were made from. imaged are the charts whose images it has.
func (b *Book) draws(p *picture.Picture, imaged []string) bool {
	id := p.About.Selection.ID
	if len(b.Files) == 0 { // it is made from the figures
		return true
	}
	if len(imaged) == 0 {
		return b.madeOf(p.About.Inputs)
	}
	if !slices.Contains(imaged, id) {
		return false
	}
	hash, vouched := b.Files["charts/"+id+".csv"]
	if !vouched {
		about, err := b.about(b.image(id))
		return err == nil && about.DataSHA256 == p.About.DataSHA256
	}
	return hash == p.About.DataSHA256
}

// madeOf tells whether the edition was made from these files.
func (b *Book) madeOf(inputs []picture.Input) bool {
	return !slices.ContainsFunc(inputs, func(in picture.Input) bool { return !slices.Contains(b.Inputs, in.SHA256) })
}

// imaged are the ids of the charts whose images the edition has, sorted.
func (b *Book) imaged() []string {
	var out []string
	for name := range b.Files {
		dir, file := path.Split(name)
		ext := path.Ext(file)
		if dir != "charts/" || ext != ".png" && ext != ".svg" {
			continue
		}
		id, _, _ := strings.Cut(file, ".")
		out = append(out, id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// An image is that of a chart as it was written.
type image struct{ name, lang string }

// image is that of a chart in the book's language, else in one that the edition has it
// in: a reader of another language sees it, too.
func (b *Book) image(id string) image {
	for _, lang := range append([]string{b.Lang}, b.Languages...) {
		for _, ext := range []string{"png", "svg"} {
			if name := NameOf("charts/"+id, lang, "", "", ext); b.Files[name] != "" {
				return image{name, lang}
			}
		}
	}
	return image{}
}

// about is what an image says of itself.
func (b *Book) about(im image) (picture.About, error) {
	text, err := b.read(im.name)
	if err != nil {
		return picture.About{}, err
	}
	return picture.ReadAbout(im.name, bytes.NewReader(text))
}

// fromImage is a chart as its image says what it shows.
func (b *Book) fromImage(id string) (*Chart, error) {
	im := b.image(id)
	about, err := b.about(im)
	if err != nil {
		return nil, err
	}
	return &Chart{ID: id, Lang: im.lang, About: about, book: b}, nil
}

// ErrMoving says that an edition is being put in place at this moment.
var ErrMoving = tidy.Errorf(tidy.Failed, "ask again in a second", "this edition is being written anew")

// read returns a file that the manifest vouches for, and nothing else: while an
// edition is put in place, files and manifest may be of two editions.
func (b *Book) read(name string) ([]byte, error) {
	if b.Files[name] == "" {
		return nil, ErrMoving
	}
	text, err := os.ReadFile(filepath.Join(b.Folder, filepath.FromSlash(name)))
	if err != nil || sum(text) != b.Files[name] {
		return nil, ErrMoving
	}
	return text, nil
}
