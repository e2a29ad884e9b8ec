// Sends messages to a running Weir over gRPC, and after a lost connection sends again what was not
// acknowledged; a message may then be there twice.
//
//	./weir up                                              in one terminal
//	go -C examples/clients/go/grpc run .                   in another
//	go -C examples/clients/go/grpc run . 127.0.0.1:18282 rides 3
//
// The folder pb is what protoc makes of ../../proto/kafka_ambassador.proto:
//
//	protoc -I ../../proto --go_out=. --go-grpc_out=. kafka_ambassador.proto
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"example.org/weir/grpc/pb"
)

// What a gateway that is down for a moment needs to come back.
const pause = 200 * time.Millisecond

func main() {
	address, topic, count := "127.0.0.1:18282", "rides", 3
	if len(os.Args) > 3 {
		address, topic = os.Args[1], os.Args[2]
		count, _ = strconv.Atoi(os.Args[3])
	}
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	client := pb.NewKafkaAmbassadorClient(connection)

	safe := 0
	for safe < count {
		safe, err = produce(client, topic, safe, count)
		if err == nil {
			continue
		}
		// Anything else is a mistake that sending again does not mend.
		if code := status.Code(err); code != codes.Unavailable && code != codes.ResourceExhausted {
			log.Fatalf("after %d messages: %v", safe, err)
		}
		time.Sleep(pause)
	}
	fmt.Printf("%d messages acknowledged\n", safe)

	topics, err := client.ListTopics(context.Background(), &pb.Empty{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("topics:", topics.Topics)
}

// produce sends the messages from a number up to another over one stream, without waiting. It
// returns how many are safe.
func produce(client pb.KafkaAmbassadorClient, topic string, from, to int) (int, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stream, err := client.Produce(ctx)
	if err != nil {
		return from, err
	}
	go send(stream, topic, from, to)
	for safe := from; ; {
		ack, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return safe, nil
		}
		if err != nil {
			return safe, err
		}
		safe = int(ack.StreamOffset)
	}
}

// send ends at the first failure: receiving tells why.
func send(stream pb.KafkaAmbassador_ProduceClient, topic string, from, to int) {
	for number := from + 1; number <= to; number++ {
		request := &pb.ProdRq{
			Topic:        topic,
			Message:      []byte(fmt.Sprintf("message %d", number)),
			StreamOffset: uint64(number),
			Key:          []byte("one key keeps all in order"),
			Headers:      []*pb.Header{{Key: "client", Value: []byte("go")}},
		}
		if stream.Send(request) != nil {
			return
		}
	}
	stream.CloseSend()
}
