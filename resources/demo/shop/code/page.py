"""The page for people."""
import html
import json
import os
import string


class Page:
    def __init__(self, code, version, mark):
        with open(os.path.join(code, "page.html"), encoding="utf-8") as file:
            self._template = string.Template(file.read())
        with open(os.path.join(code, "theme.json"), encoding="utf-8") as file:
            self._theme = json.load(file)
        self._version = version
        self._mark = mark

    def render(self, orders, photos):
        copy = os.path.exists(self._mark)
        return self._template.substitute(
            accent=html.escape(self._theme["accent"]), greeting=html.escape(self._theme["greeting"]),
            version=html.escape(self._version),
            banner='<p class="copy" role="status">Test copy: orders placed here reach nobody.</p>' if copy else "",
            orders=self._orders(orders), photos=self._photos(photos))

    @staticmethod
    def _orders(orders):
        if orders is None:
            return '<p class="quiet">Orders can\'t be shown right now. Please look again in a moment.</p>'
        if not orders:
            return '<p class="quiet">No orders yet. Yours can be the first.</p>'
        rows = "".join(
            f'<tr><td><a href="/orders/{number}">{html.escape(item)}</a></td><td class="number">{quantity}</td>'
            f'<td><time datetime="{placed.isoformat()}">{placed:%H:%M:%S}</time></td></tr>'
            for number, item, quantity, placed in orders)
        return ("<table><thead><tr><th>Item</th><th class=\"number\">Pieces</th><th>Placed (UTC)</th></tr></thead>"
                f"<tbody>{rows}</tbody></table>")

    @staticmethod
    def _photos(photos):
        if not photos:
            return '<p class="quiet">No photos yet.</p>'
        return '<ul class="photos">' + "".join(
            f'<li><a href="/photos/{name}"><img src="/photos/{name}" alt="Photo {name[:8]}" loading="lazy"'
            " onerror=\"this.style.visibility='hidden'\"></a></li>" for name in photos) + "</ul>"
