"""Calls a SOAP service by zeep: client.py WSDL ADDRESS BINDING, with a token in SHOP_TOKEN.

Prints what came of each call as a line of JSON.
"""
import json
import os
import sys

import requests
import zeep
import zeep.helpers
from lxml import etree
from zeep.transports import Transport

wsdl, address, binding = sys.argv[1:]


class Telling(Transport):
    """Keeps the last answer's status and type, which zeep tells nobody."""

    def post(self, address, message, headers):
        answer = super().post(address, message, headers)
        self.status = answer.status_code
        self.type = answer.headers["Content-Type"]
        return answer


session = requests.Session()
session.trust_env = False
session.headers["Authorization"] = "Bearer " + os.environ["SHOP_TOKEN"]
transport = Telling(session=session, timeout=20, operation_timeout=20)
service = zeep.Client(wsdl, transport=transport).create_service("{urn:shop}" + binding, address)


def call(sku, quantity):
    try:
        answer = zeep.helpers.serialize_object(service.GetPrice(sku=sku, quantity=quantity), dict)
        told = {"answer": answer}
    except zeep.exceptions.Fault as fault:
        detail = "" if fault.detail is None else etree.tostring(fault.detail, encoding="unicode")
        told = {"fault": {"code": fault.code, "message": fault.message, "detail": detail}}
    except Exception as problem:
        told = {"problem": repr(problem)}
    told.update(sku=sku, status=transport.status, type=transport.type)
    print(json.dumps(told, default=str), flush=True)


for sku, quantity in [("A-1", 1), ("A-<&>\"'ü😀", 2), ("none", 0), ("unknown-1", 1), ("broken-1", 1), ("silent-1", 1)]:
    call(sku, quantity)
