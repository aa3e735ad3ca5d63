"""A SOAP backend of Python's standard library: the version of the answer is that of the request.

Prints its port. Its prefixes are those that ElementTree invents, so whoever looks at prefixes instead of namespaces fails.
"""
import sys
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SOAP = {
    "text/xml": "http://schemas.xmlsoap.org/soap/envelope/",
    "application/soap+xml": "http://www.w3.org/2003/05/soap-envelope",
}
SHOP = "urn:shop"
XML = "http://www.w3.org/XML/1998/namespace"


def price(request):
    sku = request.findtext(f"{{{SHOP}}}sku")
    quantity = int(request.findtext(f"{{{SHOP}}}quantity"))
    answer = ET.Element(f"{{{SHOP}}}GetPriceResponse")
    ET.SubElement(answer, f"{{{SHOP}}}sku").text = sku
    ET.SubElement(answer, f"{{{SHOP}}}amount").text = "19.90"
    ET.SubElement(answer, f"{{{SHOP}}}available").text = "true"
    for i in range(quantity):
        offer = ET.SubElement(answer, f"{{{SHOP}}}offer")
        ET.SubElement(offer, f"{{{SHOP}}}code").text = f"O{i}"
        ET.SubElement(offer, f"{{{SHOP}}}percent").text = str(5 * (i + 1))
    return answer


def fault_1_1(soap, sender, reason, detail):
    fault = ET.Element(f"{{{soap}}}Fault")
    # a QName as text: ElementTree knows nothing of its prefix, so it is declared by an attribute of that name
    fault.set("xmlns:e", soap)
    ET.SubElement(fault, "faultcode").text = "e:Client" if sender else "e:Server"
    ET.SubElement(fault, "faultstring").text = reason
    ET.SubElement(fault, "detail").append(detail)
    return fault


def fault_1_2(soap, sender, reason, detail):
    fault = ET.Element(f"{{{soap}}}Fault")
    fault.set("xmlns:e", soap)
    code = ET.SubElement(fault, f"{{{soap}}}Code")
    ET.SubElement(code, f"{{{soap}}}Value").text = "e:Sender" if sender else "e:Receiver"
    text = ET.SubElement(ET.SubElement(fault, f"{{{soap}}}Reason"), f"{{{soap}}}Text")
    text.set(f"{{{XML}}}lang", "en")
    text.text = reason
    ET.SubElement(fault, f"{{{soap}}}Detail").append(detail)
    return fault


class Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        essence = self.headers["Content-Type"].split(";")[0]
        soap = SOAP[essence]
        root = ET.fromstring(body)
        assert root.tag == f"{{{soap}}}Envelope", root.tag
        request = root.find(f"{{{soap}}}Body/{{{SHOP}}}GetPrice")
        sku = request.findtext(f"{{{SHOP}}}sku")
        status = 200
        if sku.startswith(("unknown", "broken")):
            sender = sku.startswith("unknown")
            detail = ET.Element(f"{{{SHOP}}}NoSuchSku")
            ET.SubElement(detail, f"{{{SHOP}}}sku").text = sku
            older = essence == "text/xml"
            status = 400 if sender and not older else 500
            answer = (fault_1_1 if older else fault_1_2)(soap, sender, "No sku " + sku, detail)
        else:
            answer = price(request)
        envelope = ET.Element(f"{{{soap}}}Envelope")
        ET.SubElement(envelope, f"{{{soap}}}Body").append(answer)
        said = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
        self.send_response(status)
        self.send_header("Content-Type", essence + "; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *what):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
print(server.server_address[1], flush=True)
sys.stdin.close()
server.serve_forever()
