"""A passkey in software: it answers what a page asks of a browser, with real keys and signatures."""

import json
import os
from dataclasses import dataclass, field

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from towpath.accounts.factors import FOR_SIGNING_IN

RP, ORIGIN = "testserver", "https://testserver"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
CHALLENGE = b"challenge of the registration"


@dataclass
class SoftPasskey:
    """One passkey of one person."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(16))

    def register(self, challenge=CHALLENGE):
        """What a browser sends when the passkey is made."""
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(sha256(RP.encode()), FLAGS | AuthenticatorData.FLAG.AT, 0, made)
        response = {
            "clientDataJSON": _sent(client_data("webauthn.create", challenge)),
            "attestationObject": _sent(AttestationObject.create("none", data, {})),
        }
        return self._answer(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def sign(self, person, challenge):
        """What a browser sends when the passkey is used."""
        data = AuthenticatorData.create(sha256(RP.encode()), FLAGS, 1)
        client = client_data("webauthn.get", challenge)
        signature = self.key.sign(bytes(data) + sha256(bytes(client)), ec.ECDSA(SHA256()))
        handle = str(_base36(person.pk)).encode()
        return self._answer(
            {
                "clientDataJSON": _sent(client), "authenticatorData": _sent(data), "signature": _sent(signature),
                "userHandle": _sent(handle),
            }
        )  # fmt: skip

    def _answer(self, response):
        return {"id": _sent(self.id), "rawId": _sent(self.id), "type": "public-key", "response": response}


def add_passkey(person, *, for_signing_in):
    """The person has a passkey, which may open a session by itself or not. The device would let it, either way."""
    passkey = SoftPasskey()
    WebAuthn.add(person, "Mine", passkey.register() | {FOR_SIGNING_IN: for_signing_in})
    return passkey


def sign_in_with_passkey(client, person, passkey):
    asked = client.get("/sign-in/passkey/", HTTP_X_REQUESTED_WITH="XMLHttpRequest").json()
    credential = passkey.sign(person, asked["request_options"]["publicKey"]["challenge"])
    return client.post("/sign-in/passkey/", {"credential": json.dumps(credential)})


def give_passkey_as_second_step(client, person, passkey):
    client.get("/sign-in/second-step/")
    challenge = client.session["mfa.webauthn.state"]["challenge"]
    credential = passkey.sign(person, challenge)
    return client.post("/sign-in/second-step/", {"credential": json.dumps(credential)})


def client_data(kind, challenge):
    return CollectedClientData.create(kind, challenge, ORIGIN)


def _sent(content):
    return websafe_encode(bytes(content))


def _base36(number):
    from django.utils.http import int_to_base36

    return int_to_base36(number)
