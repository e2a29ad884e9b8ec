#!/usr/bin/env php
<?php
// Writes messages to a Unix socket of a running Weir.
//
//   ./weir up --set listen.unix=weir.sock --set listen.unix-acked=acked.sock     in one terminal
//   php examples/clients/php/frames.php weir.sock rides 3                        in another
//   php examples/clients/php/frames.php --acked acked.sock rides 3
//
// Frames writes and hears nothing. AckedFrames hears when a message is safe, and after a lost
// connection sends again what was not; a message may then be there twice.

declare(strict_types=1);

// Seconds. A full gateway stops reading, and then fwrite waits. On the socket that acknowledges it
// is for connection and hello only: a gateway that holds messages back says nothing for as long.
const TIMEOUT = 30;
const A_DAY = 86_400; // as good as no timeout

/** One message: its length, then topic, key and message. Topic and key have 255 bytes at most. */
function frame(string $topic, string $message, string $key = ''): string
{
    if (strlen($topic) > 255 || strlen($key) > 255) {
        throw new LengthException('topic and key have 255 bytes at most');
    }
    $body = chr(strlen($topic)) . $topic . chr(strlen($key)) . $key . $message;
    return pack('V', strlen($body)) . $body;
}

final class Lost extends RuntimeException
{
}

/** @return resource */
function connect(string $path)
{
    $socket = @stream_socket_client("unix://$path", $code, $text, TIMEOUT);
    if ($socket === false) {
        throw new Lost("$path: $text");
    }
    stream_set_timeout($socket, TIMEOUT);
    return $socket;
}

/** fwrite may write a part only. */
function write($socket, string $bytes): void
{
    for ($from = 0; $from < strlen($bytes); $from += $written) {
        $written = @fwrite($socket, $from === 0 ? $bytes : substr($bytes, $from));
        if ($written === false || $written === 0) {
            throw new Lost('Weir does not read');
        }
    }
}

/** The socket of listen.unix. */
final class Frames
{
    private $socket;

    public function __construct(string $path)
    {
        $this->socket = connect($path);
    }

    public function send(string $topic, string $message, string $key = ''): void
    {
        write($this->socket, frame($topic, $message, $key));
    }

    public function close(): void
    {
        fclose($this->socket);
    }
}

/** The socket of listen.unix-acked. */
final class AckedFrames
{
    private const HELLO = "WEIR\x01\x00\x00\x00";
    private const DONE = 1;
    private const REFUSED = 2;
    private const ENDING = 3;

    /** @var list<array{string, string, string}> frame, code and text of those never taken */
    public array $refused = [];

    /** @var SplQueue<?string> frames, the oldest first; null where one was refused */
    private SplQueue $unacked;
    private $socket;
    private int $done = 0;
    private int $window = 0;
    private int $longest = 0;

    public function __construct(private string $path)
    {
        $this->unacked = new SplQueue();
        $this->connect();
    }

    public function send(string $topic, string $message, string $key = ''): void
    {
        $one = frame($topic, $message, $key);
        if (strlen($one) - 4 > $this->longest) {
            throw new LengthException("a frame has {$this->longest} bytes at most");
        }
        $this->unacked->enqueue($one);
        $this->trying(fn () => write($this->socket, $one));
        if (count($this->unacked) >= $this->window) {
            $this->hear(intdiv($this->window, 2));
        }
    }

    /** Waits until every message is safe, or refused for good. */
    public function flush(): void
    {
        $this->hear(0);
    }

    public function close(): void
    {
        $this->flush();
        fclose($this->socket);
    }

    private function hear(int $atMost): void
    {
        while (count($this->unacked) > $atMost) {
            $this->trying($this->take(...));
        }
    }

    private function take(): void
    {
        $length = unpack('V', $this->read(4))[1];
        $kind = ord($this->read(1));
        $body = $length > 1 ? $this->read($length - 1) : '';
        if ($kind === self::DONE) {
            for ($count = unpack('P', $body)[1]; $this->done < $count; $this->done++) {
                $this->unacked->dequeue();
            }
        } elseif ($kind === self::REFUSED) {
            $number = unpack('P', $body)[1];
            $code = substr($body, 9, ord($body[8]));
            $text = substr($body, 9 + strlen($code));
            $this->refuse($number - $this->done - 1, $code, $text);
        } elseif ($kind === self::ENDING) {
            throw new Lost(substr($body, 1));
        }
        // What a later version may say beside this is passed over.
    }

    /** Its place stays until it is counted, but it is not sent again. */
    private function refuse(int $index, string $code, string $text): void
    {
        $this->refused[] = [$this->unacked[$index], $code, $text];
        $this->unacked[$index] = null;
    }

    private function read(int $count): string
    {
        $bytes = @stream_get_contents($this->socket, $count);
        if ($bytes === false || strlen($bytes) < $count) {
            throw new Lost('Weir closed the connection, or does not say hello');
        }
        return $bytes;
    }

    /** A lost connection is made again; that sends all that is not acknowledged. */
    private function trying(callable $action): void
    {
        try {
            $action();
        } catch (Lost) {
            $this->connect();
        }
    }

    private function connect(): void
    {
        for ($deadline = time() + TIMEOUT;; usleep(100_000)) {
            try {
                $this->greet();
                $deadline = time() + TIMEOUT;
                $this->sendAgain();
                return;
            } catch (Lost $lost) {
                if (time() > $deadline) {
                    throw $lost;
                }
            }
        }
    }

    private function greet(): void
    {
        $this->socket = connect($this->path);
        write($this->socket, self::HELLO);
        $hello = unpack('a4magic/Cversion/Clevel/x2/Vwindow/Vlongest', $this->read(16));
        if ($hello['magic'] !== 'WEIR') {
            throw new LogicException("{$this->path} is no socket that acknowledges");
        }
        ['window' => $this->window, 'longest' => $this->longest] = $hello;
        stream_set_timeout($this->socket, A_DAY);
    }

    private function sendAgain(): void
    {
        $again = new SplQueue();
        foreach ($this->unacked as $index => $one) {
            if ($one !== null && strlen($one) - 4 > $this->longest) { // less than before, perhaps
                $this->refuse($index, 'too_large', "a frame has {$this->longest} bytes at most");
            } elseif ($one !== null) {
                $again->enqueue($one);
            }
        }
        $this->unacked = $again;
        $this->done = 0;
        foreach ($this->unacked as $one) {
            write($this->socket, $one);
        }
    }
}

$arguments = array_slice($argv, 1);
$acked = in_array('--acked', $arguments, true);
$arguments = array_values(array_diff($arguments, ['--acked'])) + ['weir.sock', 'rides', '3'];
[$path, $topic, $count] = $arguments;
$weir = $acked ? new AckedFrames($path) : new Frames($path);
for ($number = 0; $number < (int) $count; $number++) {
    $weir->send($topic, "message $number", 'driver-7');
}
$weir->close();
if ($acked && $weir->refused !== []) {
    fwrite(STDERR, count($weir->refused) . " refused, the first: {$weir->refused[0][2]}\n");
    exit(1);
}
$how = $acked ? 'acknowledged' : 'written';
echo "$count messages $how: $path, topic $topic\n";
