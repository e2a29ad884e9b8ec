// Writes messages to a Unix socket of a running Weir.
//
//	./weir up --set listen.unix=weir.sock --set listen.unix-acked=acked.sock     in one terminal
//	go run examples/clients/go/frames.go weir.sock rides 3                       in another
//	go run examples/clients/go/frames.go -acked acked.sock rides 3
//
// Frames writes and hears nothing. AckedFrames hears when a message is safe, and after a lost
// connection sends again what was not; a message may then be there twice.
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"time"
)

// A full gateway stops reading, and then a write waits. On the socket that acknowledges it is for
// connection and hello only: a gateway that holds messages back says nothing for as long.
const timeout = 30 * time.Second

// frame is one message: its length, then topic, key and message. Topic and key have 255 bytes at most.
func frame(topic string, message, key []byte) ([]byte, error) {
	if len(topic) > 255 || len(key) > 255 {
		return nil, fmt.Errorf("topic and key have 255 bytes at most, not %d and %d", len(topic), len(key))
	}
	length := 1 + len(topic) + 1 + len(key) + len(message)
	bytes := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+length), uint32(length))
	bytes = append(append(bytes, byte(len(topic))), topic...)
	bytes = append(append(bytes, byte(len(key))), key...)
	return append(bytes, message...), nil
}

// Frames is the socket of listen.unix.
type Frames struct{ conn net.Conn }

func (f *Frames) Send(topic string, message, key []byte) error {
	one, err := frame(topic, message, key)
	if err != nil {
		return err
	}
	f.conn.SetWriteDeadline(time.Now().Add(timeout))
	_, err = f.conn.Write(one)
	return err
}

func (f *Frames) Close() error { return f.conn.Close() }

// The kinds of what the server says.
const (
	done    = 1
	refused = 2
	ending  = 3
)

// Refusal is of a frame that Weir will never take.
type Refusal struct {
	Frame      []byte
	Code, Text string
}

// AckedFrames is the socket of listen.unix-acked.
type AckedFrames struct {
	Refused []Refusal

	path    string
	conn    net.Conn
	unacked [][]byte // the oldest first; nil where one was refused
	done    uint64   // how many of this connection are acknowledged
	window  int
	longest int
}

func Dial(path string) (*AckedFrames, error) {
	a := &AckedFrames{path: path}
	return a, a.connect()
}

func (a *AckedFrames) Send(topic string, message, key []byte) error {
	one, err := frame(topic, message, key)
	if err != nil {
		return err
	}
	if len(one)-4 > a.longest {
		return fmt.Errorf("a frame has %d bytes at most, this one %d", a.longest, len(one)-4)
	}
	a.unacked = append(a.unacked, one)
	if _, err := a.conn.Write(one); err != nil {
		if err := a.connect(); err != nil {
			return err
		}
	}
	if len(a.unacked) < a.window {
		return nil
	}
	return a.hear(a.window / 2)
}

// Flush waits until every message is safe, or refused for good.
func (a *AckedFrames) Flush() error { return a.hear(0) }

func (a *AckedFrames) Close() error {
	if err := a.Flush(); err != nil {
		return err
	}
	return a.conn.Close()
}

func (a *AckedFrames) hear(atMost int) error {
	for len(a.unacked) > atMost {
		if a.take() == nil {
			continue
		}
		if err := a.connect(); err != nil {
			return err
		}
	}
	return nil
}

func (a *AckedFrames) take() error {
	head, err := a.read(4)
	if err != nil {
		return err
	}
	message, err := a.read(int(binary.LittleEndian.Uint32(head)))
	if err != nil {
		return err
	}
	switch body := message[1:]; message[0] {
	case done:
		count := binary.LittleEndian.Uint64(body)
		a.unacked = a.unacked[count-a.done:]
		a.done = count
	case refused:
		number := binary.LittleEndian.Uint64(body)
		text := 9 + int(body[8])
		a.refuse(int(number-a.done-1), string(body[9:text]), string(body[text:]))
	case ending:
		return fmt.Errorf("%s", body[1:])
	}
	return nil // what a later version may say beside this is passed over
}

// refuse leaves a frame its place until it is counted, but it is not sent again.
func (a *AckedFrames) refuse(index int, code, text string) {
	a.Refused = append(a.Refused, Refusal{a.unacked[index], code, text})
	a.unacked[index] = nil
}

func (a *AckedFrames) read(count int) ([]byte, error) {
	bytes := make([]byte, count)
	_, err := io.ReadFull(a.conn, bytes)
	return bytes, err
}

// connect is also for a connection that was lost: it sends all that is not acknowledged.
func (a *AckedFrames) connect() error {
	deadline := time.Now().Add(timeout)
	for {
		err := a.greet()
		if err == nil {
			deadline = time.Now().Add(timeout)
			err = a.sendAgain()
		}
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (a *AckedFrames) greet() (err error) {
	if a.conn != nil {
		a.conn.Close()
	}
	if a.conn, err = net.Dial("unix", a.path); err != nil {
		return err
	}
	a.conn.SetDeadline(time.Now().Add(timeout))
	if _, err = a.conn.Write([]byte("WEIR\x01\x00\x00\x00")); err != nil {
		return err
	}
	hello, err := a.read(16)
	if err != nil {
		return err
	}
	if string(hello[:4]) != "WEIR" {
		return fmt.Errorf("%s is no socket that acknowledges", a.path)
	}
	a.window = int(binary.LittleEndian.Uint32(hello[8:]))
	a.longest = int(binary.LittleEndian.Uint32(hello[12:]))
	return a.conn.SetDeadline(time.Time{})
}

func (a *AckedFrames) sendAgain() error {
	var again [][]byte
	for index, one := range a.unacked {
		if len(one)-4 > a.longest { // Weir may allow less than before
			a.refuse(index, "too_large", fmt.Sprintf("a frame has %d bytes at most", a.longest))
		} else if one != nil {
			again = append(again, one)
		}
	}
	a.unacked, a.done = again, 0
	for _, one := range a.unacked {
		if _, err := a.conn.Write(one); err != nil {
			return err
		}
	}
	return nil
}

type sender interface {
	Send(topic string, message, key []byte) error
	Close() error
}

func main() {
	acked := flag.Bool("acked", false, "the socket acknowledges")
	flag.Parse()
	arguments := [3]string{"weir.sock", "rides", "3"}
	copy(arguments[:], flag.Args())
	path, topic := arguments[0], arguments[1]
	count, err := strconv.Atoi(arguments[2])
	check(err)

	var weir sender
	how := "written"
	if *acked {
		how = "acknowledged"
		weir, err = Dial(path)
	} else {
		var conn net.Conn
		conn, err = net.Dial("unix", path)
		weir = &Frames{conn}
	}
	check(err)
	for number := 0; number < count; number++ {
		check(weir.Send(topic, []byte(fmt.Sprintf("message %d", number)), []byte("driver-7")))
	}
	check(weir.Close())
	if a, ok := weir.(*AckedFrames); ok && len(a.Refused) > 0 {
		log.Fatalf("%d refused, the first: %s", len(a.Refused), a.Refused[0].Text)
	}
	fmt.Printf("%d messages %s: %s, topic %s\n", count, how, path, topic)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
