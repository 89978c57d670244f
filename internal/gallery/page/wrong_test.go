package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// said are the texts in the sources of the packages whose errors the builder's page says in
// the reader's words.
func said(t *testing.T) (out []string) {
	t.Helper()
	for _, dir := range []string{"picture", "study", "analysis", "dataset", "economy", "catalog", "gallery"} {
		files, err := filepath.Glob("../../" + dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(source, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				text, isText := literal(e)
				if ok && isText {
					out = append(out, parameter.ReplaceAllString(text, "{}"))
				}
				return !isText
			})
		}
	}
	return out
}

// literal is a text as it is written, with x for what is added to it.
func literal(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		before, first := literal(e.X)
		after, second := literal(e.Y)
		if !first {
			before = "x"
		}
		if !second {
			after = "x"
		}
		return before + after, e.Op == token.ADD && (first || second)
	}
	return "", false
}

// TestSentencesAreOfErrorsThatThereAre: an error that is worded anew elsewhere would be told
// in English again, and nobody would notice.
func TestSentencesAreOfErrorsThatThereAre(t *testing.T) {
	all := said(t)
	for format := range sentences {
		if !slices.ContainsFunc(all, func(text string) bool {
			return slices.Contains([]string{text, "nothing selected: " + text, "unknown " + text + " %q"}, format) || isOf(format, text, all)
		}) {
			t.Errorf("no error is %q", format)
		}
	}
}

// isOf tells whether a text begins with a blank for what it is of, and is the format where
// that is one of all.
func isOf(format, text string, all []string) bool {
	rest, ok := strings.CutPrefix(text, "%s ")
	if !ok {
		return false
	}
	of, ok := strings.CutSuffix(format, " "+rest)
	return ok && slices.Contains(all, of)
}
