// Package register knows which tables stand for an address, and which loads they have: what
// is known of each, which of them stand, which are one table, and which hide others. It reads
// them; who loads and who reads figures stands above it.
package register

import "tradestats/internal/warehouse/client"

// A Server is one that is asked for the tables that load makes, or for one of another hand.
type Server struct{ *client.Client }

// Dial makes the server of an address. Nothing is asked yet.
func Dial(a client.Address) *Server { return &Server{client.Dial(a)} }
