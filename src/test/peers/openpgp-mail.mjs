// Writes with OpenPGP.js as a web mail program does. Arguments: our certificate, a directory for what is written.
//   key    makes a key for an address and writes public.asc and private.asc; key6 makes one of version 6
//   open   decrypts challenge.asc and, where ours.asc is there, demands our signature in it
//   sign   signs entity.txt and writes detached.asc
//   aead, mdc   encrypt entity.txt to us, sign it, and write message.asc, with SEIPDv2 if our key allowed it
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as openpgp from "openpgp";

const [what, home, address] = process.argv.slice(2);
if (what === "key" || what === "key6") {
    const made = await openpgp.generateKey({
        type: "curve25519",
        userIDs: [{ name: "Vendor", email: address }],
        config: { v6Keys: what === "key6", aeadProtect: what === "key6" },
    });
    writeFileSync(`${home}/public.asc`, made.publicKey);
    writeFileSync(`${home}/private.asc`, made.privateKey);
    console.log((await openpgp.readKey({ armoredKey: made.publicKey })).getFingerprint().toUpperCase());
} else if (what === "open") {
    const key = await openpgp.readPrivateKey({ armoredKey: readFileSync(`${home}/private.asc`, "utf8") });
    const message = await openpgp.readMessage({ armoredMessage: readFileSync(`${home}/challenge.asc`, "utf8") });
    const ours = existsSync(`${home}/ours.asc`)
        ? await openpgp.readKey({ armoredKey: readFileSync(`${home}/ours.asc`, "utf8") })
        : undefined;
    const packets = message.packets.map(packet => packet.constructor.tag + "v" + packet.version).join(" ");
    const opened = await openpgp.decrypt({
        message,
        decryptionKeys: key,
        verificationKeys: ours,
        expectSigned: ours !== undefined,
    });
    console.log(opened.data);
    console.log("packets " + packets);
} else if (what === "sign") {
    const key = await openpgp.readPrivateKey({ armoredKey: readFileSync(`${home}/private.asc`, "utf8") });
    const message = await openpgp.createMessage({ binary: readFileSync(`${home}/entity.txt`) });
    writeFileSync(`${home}/detached.asc`, await openpgp.sign({ message, signingKeys: key, detached: true }));
    console.log("signed");
} else {
    const ours = await openpgp.readKey({ armoredKey: readFileSync(`${home}/ours.asc`, "utf8") });
    const key = await openpgp.readPrivateKey({ armoredKey: readFileSync(`${home}/private.asc`, "utf8") });
    const message = await openpgp.createMessage({ binary: readFileSync(`${home}/entity.txt`) });
    writeFileSync(`${home}/message.asc`, await openpgp.encrypt({
        message,
        encryptionKeys: ours,
        signingKeys: key,
        config: { aeadProtect: what === "aead" },
    }));
    console.log("written");
}
