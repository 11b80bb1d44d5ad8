"""ipseclint reads planned Alibaba Cloud IPsec connections and says what is wrong with them."""

__version__ = "0.1.0"
