// Package warehouse keeps figures in tables of ClickHouse and reads them back with
// what a query selects and adds up done by the server. It speaks
// SQL that servers from 18.16 on understand.
//
// A table is behind source.Reader, as a file is: what stands above it, in dataset,
// does not know which of the two it reads.
package warehouse

import "tradestats/internal/warehouse/client"

// A server is one that is asked for the tables that load makes, or for one of another hand.
type server struct{ *client.Client }

func dial(a client.Address) *server { return &server{client.Dial(a)} }
