#!/usr/bin/env python3
"""python3-websockets as the other end: as websocket_peer.cpp, with the same roles and cases.

usage: websockets_peer.py server | websockets_peer.py client PORT CASES
"""

import asyncio
import http
import http.client
import sys

from websockets.exceptions import ConnectionClosed, InvalidStatusCode
from websockets.legacy.client import connect
from websockets.legacy.server import serve

SECONDS_IN_ALL = 120
SECONDS_A_CASE = 10
MESSAGE_BYTES = 2 << 20
OPTIONS = {"max_size": MESSAGE_BYTES, "ping_interval": None, "close_timeout": SECONDS_A_CASE}


def reason_of(code):
    return f"because \u00e9 {code}"


def argument(target, prefix):
    return target[len(prefix) :] if target.startswith(prefix) else None


def pieces(data, each):
    """Of a text, too, frames may end inside a character; this implementation cannot send those."""
    return [data[at : at + each] for at in range(0, len(data), each)]


async def send_in_fragments(socket, data, each):
    """The message in frames, with a ping between each two; counts the pongs on the socket."""

    async def answered(pong):
        await pong
        socket.pongs += 1

    async def frames():
        for number, piece in enumerate(pieces(data, each)):
            if number:
                pong = await socket.ping(f"between {number} {id(data)}"[:125])
                socket.waiting.append(asyncio.ensure_future(answered(pong)))
            yield piece

    await socket.send(frames())


class Service:
    def __init__(self):
        self.last = ""
        self.ended = asyncio.get_running_loop().create_future()
        self.one_at_a_time = asyncio.Lock()

    async def refuse(self, path, headers):
        status = argument(path, "/refuse/")
        return None if status is None else (http.HTTPStatus(int(status)), [], b"")

    async def handle(self, socket):
        # What asks for the close of the connection before may come before that has been noted.
        async with self.one_at_a_time:
            await self.handle_one(socket)

    async def handle_one(self, socket):
        target = socket.path
        socket.pongs, socket.waiting = 0, []
        code, raw = argument(target, "/close/"), argument(target, "/raw/")
        if code is not None:
            await socket.close(int(code), reason_of(code))
        if raw is not None:
            socket.transport.write(bytes.fromhex(raw))
        if target == "/last":
            await socket.send(self.last)
        each = argument(target, "/fragments/")
        try:
            async for data in socket:
                if data == "pongs?":
                    await socket.send(str(socket.pongs))
                elif each is not None:
                    await send_in_fragments(socket, data, int(each))
                else:
                    await socket.send(data)
        except ConnectionClosed:
            pass
        await socket.wait_closed()
        if target != "/last":
            self.last = f"{socket.close_code} {socket.close_reason}"
        if target == "/end":
            self.ended.set_result(None)


async def run_server():
    service = Service()
    async with serve(
        service.handle,
        "127.0.0.1",
        0,
        process_request=service.refuse,
        subprotocols=["chat"],
        **OPTIONS,
    ) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await service.ended


def text(octets):
    """Of exactly that many octets in UTF-8."""
    made = "\U0001f600\u00e9x" * (octets // 7)
    return made + "x" * (octets % 7)


def binary(octets):
    return bytes(i * 7 % 251 for i in range(octets))


class Cases:
    def __init__(self, port):
        self.port = port

    def open(self, target, **more):
        return connect(f"ws://127.0.0.1:{self.port}{target}", **OPTIONS, **more)

    async def last(self):
        async with self.open("/last") as socket:
            return await socket.recv()

    async def leave(self, socket):
        await socket.close(1000)
        return socket.close_code == 1000

    async def echo(self, octets):
        async with self.open("/echo") as socket:
            for made in (text(int(octets)), binary(int(octets))):
                await socket.send(made)
                if await socket.recv() != made:
                    return False
            return await self.leave(socket)

    async def fragments(self, octets, each):
        async with self.open(f"/fragments/{each}") as socket:
            socket.pongs, socket.waiting = 0, []
            between = 0
            for made in (text(int(octets)), binary(int(octets))):
                await send_in_fragments(socket, made, int(each))
                if await socket.recv() != made:
                    return False
                between += (int(octets) - 1) // int(each)
            await asyncio.gather(*socket.waiting)
            await socket.send("pongs?")
            sent = sum(len(pieces(of, int(each))) - 1 for of in (text(int(octets)), binary(int(octets))))
            return (
                await socket.recv() == str(between)
                and socket.pongs == sent
                and await self.leave(socket)
            )

    async def ping(self, octets):
        async with self.open("/echo") as socket:
            pong = await socket.ping(binary(int(octets)))
            await pong
            return await self.leave(socket)

    async def close(self, code):
        async with self.open("/echo") as socket:
            await socket.close(int(code), reason_of(code))
            echoed = socket.close_code == int(code)
        seen = await self.last() == f"{code} {reason_of(code)}"
        async with self.open(f"/close/{code}") as socket:
            await socket.wait_closed()
            return echoed and seen and (socket.close_code, socket.close_reason) == (
                int(code),
                reason_of(code),
            )

    async def refuse(self, status):
        try:
            async with self.open(f"/refuse/{status}"):
                return False
        except InvalidStatusCode as refused:
            return refused.status_code == int(status)

    async def violation(self, _name, _of_server, of_client, code):
        async with self.open("/echo") as socket:
            socket.transport.write(bytes.fromhex(of_client))
            await socket.wait_closed()
            return socket.close_code == int(code)

    async def subprotocol(self):
        async with self.open("/echo", subprotocols=["other", "chat"]) as socket:
            return socket.subprotocol == "chat" and await self.leave(socket)

    async def unasked_pong(self):
        async with self.open("/echo") as socket:
            await socket.pong("unasked")
            await socket.send("still there")
            return await socket.recv() == "still there" and await self.leave(socket)

    async def plain(self, method, status):
        def ask():
            wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_A_CASE)
            wire.request(method, "/echo")
            return wire.getresponse().status

        return await asyncio.get_running_loop().run_in_executor(None, ask) == status

    async def end(self):
        async with self.open("/end") as socket:
            return await self.leave(socket)

    async def run(self, file):
        counts = {True: 0, False: 0}

        async def check(name, call):
            try:
                holds = await asyncio.wait_for(call, SECONDS_A_CASE)
            except Exception as why:  # whatever it is, the case has failed
                print(f"{type(why).__name__}: {why}")
                holds = False
            counts[bool(holds)] += 1
            if not holds:
                print(f"FAILED: {name}")

        kinds = ("echo", "fragments", "ping", "close", "refuse", "violation")
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                words = line.split()
                if words and words[0] in kinds:
                    await check(line.strip(), getattr(self, words[0])(*words[1:]))
        await check("a subprotocol", self.subprotocol())
        await check("a pong that nobody asked for", self.unasked_pong())
        await check("no upgrade", self.plain("GET", 426))
        await check("another method", self.plain("DELETE", 405))
        await check("the end", self.end())
        print(f"{counts[True]} passed, {counts[False]} failed")
        return 0 if counts[True] and not counts[False] else 1


def main():
    if sys.argv[1:] == ["server"]:
        return asyncio.run(asyncio.wait_for(run_server(), SECONDS_IN_ALL))
    if len(sys.argv) == 4 and sys.argv[1] == "client":
        cases = Cases(int(sys.argv[2]))
        return asyncio.run(asyncio.wait_for(cases.run(sys.argv[3]), SECONDS_IN_ALL))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
