"""Small PDFs for the tests, written by hand: lines of one of the standard fonts at places of the page. Source: ISO 32000-1."""
import hashlib

A4 = (595, 842)
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def quoted(text):
    encoded = text.encode("cp1252") if isinstance(text, str) else text
    return b"(" + encoded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def content(lines):
    """lines: [(left, top, size, words)], measured from the top left corner."""
    return b"\n".join(b"BT /F1 %d Tf %d %d Td %s Tj ET" % (size, left, A4[1] - top, quoted(words)) for left, top, size, words in lines)


def locked(password, name):
    """The dictionary of a file that only opens with the password (40 bits, revision 2)."""
    padded = (password.encode() + PAD)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + name).digest()[:5]
    return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), rc4(key, PAD).hex().encode())


def pdf(pages, title=None, author=None, created=None, password=None):
    """pages: lists of lines. The bytes of the file."""
    name = hashlib.md5(repr(pages).encode()).digest()
    info = b"".join(b"/%s %s " % (key, quoted(value)) for key, value in ((b"Title", title), (b"Author", author), (b"CreationDate", created)) if value)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * k) for k in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", b"<< %s>>" % info]
    for k, lines in enumerate(pages):
        drawn = content(lines)
        objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (*A4, 6 + 2 * k),
                    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)]
    if password:
        objects.append(locked(password, name))
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    lock = b"/Encrypt %d 0 R " % len(objects) if password else b""
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s/ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, lock, name.hex().encode(), name.hex().encode(), len(out))
