// A mail server on loopback that behaves as its only argument says (JSON):
//   security   "implicit_tls" | "start_tls" | "plain"
//   certificate, key   PEM
//   sign_in    { user_name, password }: wanted before anything else
//   answers    { connect | sign_in | from | to | data: reply text such as "550 no such user", or "silence", or "hang_up" }
// Prints {"port": N} when it listens, then one line of JSON for each message that it took.
import { SMTPServer } from "smtp-server";

const { security, certificate, key, sign_in, answers = {} } = JSON.parse(process.argv[2]);

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

/** Lets the step pass, or does to it what `answers` says. */
function answer(step, session, pass) {
  const reply = answers[step];
  if (reply === undefined) return pass();
  if (reply === "silence") return;
  if (reply === "hang_up") return server.connections.forEach((connection) => connection.close());
  pass(Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) }));
}

const server = new SMTPServer({
  secure: security === "implicit_tls",
  cert: certificate,
  key,
  disabledCommands: [...(security === "start_tls" ? [] : ["STARTTLS"]), ...(sign_in ? [] : ["AUTH"])],
  authOptional: !sign_in,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onConnect: (session, callback) => answer("connect", session, callback),
  onMailFrom: (address, session, callback) => answer("from", session, callback),
  onRcptTo: (address, session, callback) => answer("to", session, callback),
  onAuth({ username, password }, session, callback) {
    if (username === sign_in.user_name && password === sign_in.password) return callback(null, { user: username });
    // like the servers that quote what they did not like
    const quoted = Buffer.from(`\0${username}\0${password}`).toString("base64");
    callback(Object.assign(new Error(`wrong password "${password}" in ${quoted}`), { responseCode: 535 }));
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () =>
      answer("data", session, (refusal) => {
        if (refusal) return callback(refusal);
        const { envelope, hostNameAppearsAs, user, secure } = session;
        const to = envelope.rcptTo.map((recipient) => recipient.address);
        const bytes = Buffer.concat(chunks).toString("base64");
        say({ from: envelope.mailFrom.address, to, hello: hostNameAppearsAs, user: user || null, secure, bytes });
        callback();
      }),
    );
  },
});

// a client that refuses our certificate ends the connection; that is what some tests are about
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
// whoever started us closes our standard input when it goes away
process.stdin.on("end", () => process.exit()).resume();
