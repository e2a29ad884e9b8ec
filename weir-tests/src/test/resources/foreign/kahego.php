<?php
// What a client of kahego does: frames in one fwrite each, short writes not looked at, nothing read,
// a rest of 100 ms every 1,000 messages, and closing right behind the last one.
// Arguments: the socket, and the number of the last message.

$socket = stream_socket_client('unix://' . $argv[1], $code, $text);
if (!$socket) {
    fwrite(STDERR, "$text\n");
    exit(1);
}
$bucket = 'requests';
$tail = str_repeat('0a1b2c3d', 1024);
for ($i = 0; $i <= (int) $argv[2]; $i++) {
    $message = 'messageToBeSent' . $i . '_' . $tail;
    $payload = chr(strlen($bucket)) . $bucket . chr(0) . $message;
    fwrite($socket, pack('V', strlen($payload)) . $payload);
    if ($i % 1000 === 999) {
        usleep(100000);
    }
}
fflush($socket);
fclose($socket);
