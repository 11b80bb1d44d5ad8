"""A server that behaves as the VPC API of Alibaba Cloud is documented to, for connections only.

It listens on 127.0.0.1 and nowhere else. Everything here was written from the API's description, without a
look at the code that it tests: its lists and limits are its own."""

from __future__ import annotations
