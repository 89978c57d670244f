package tidy

import (
	"fmt"
	"testing"
)

// TestVoices: one error, said to who types commands and to who writes addresses; what
// was asked stays as it was written.
func TestVoices(t *testing.T) {
	address := Voice{Parameter: func(name, value string) string { return name + "=" + value }}
	inner := Errorf(Usage, "leave {of} out{cli:, or ask 'tradestats share'}", "{as share} of %q", "{of}")
	for _, c := range []struct {
		err                          error
		flags, flagHint, asked, hint string
	}{
		{inner, `--as share of "{of}"`, "leave --of out, or ask 'tradestats share'", `as=share of "{of}"`, "leave of= out"},
		{fmt.Errorf("topic: %w", inner), `topic: --as share of "{of}"`, "leave --of out, or ask 'tradestats share'", `topic: as=share of "{of}"`, "leave of= out"},
		{Wrap(Empty, inner, "", "nothing"), `nothing: --as share of "{of}"`, "leave --of out, or ask 'tradestats share'", `nothing: as=share of "{of}"`, "leave of= out"},
		{OneOf("{kind}", "barz", []string{"bars"}), `--kind "barz" is unknown`, "did you mean bars? use bars", `kind="barz" is unknown`, "did you mean bars? use bars"},
		{Unknown("group", "eu28", []string{"eu27"}), `unknown group "eu28"`, "did you mean eu27? see 'tradestats list groups'", `unknown group "eu28"`, "did you mean eu27?"},
	} {
		if c.err.Error() != c.flags || HintOf(c.err) != c.flagHint || address.Error(c.err) != c.asked || address.Hint(c.err) != c.hint {
			t.Errorf("%v; %s | %s; %s", c.err, HintOf(c.err), address.Error(c.err), address.Hint(c.err))
		}
	}
}
