// Writes with OpenPGP.js as a web mail program does. Arguments: our certificate, a directory for what is written.
//   key    makes a key for an address and writes public.asc and private.asc
//   mail   encrypts standard.txt to us, signs it, and writes message.asc with SEIPDv2
import { readFileSync, writeFileSync } from "node:fs";
import * as openpgp from "openpgp";

const [what, home, address] = process.argv.slice(2);
if (what === "key") {
    const made = await openpgp.generateKey({ type: "curve25519", userIDs: [{ name: "Vendor", email: address }] });
    writeFileSync(`${home}/public.asc`, made.publicKey);
    writeFileSync(`${home}/private.asc`, made.privateKey);
    console.log((await openpgp.readKey({ armoredKey: made.publicKey })).getFingerprint().toUpperCase());
} else if (what === "open") {
    const key = await openpgp.readPrivateKey({ armoredKey: readFileSync(`${home}/private.asc`, "utf8") });
    const message = await openpgp.readMessage({ armoredMessage: readFileSync(`${home}/challenge.asc`, "utf8") });
    console.log((await openpgp.decrypt({ message, decryptionKeys: key })).data);
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
