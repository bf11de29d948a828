import Hummingbird
import Crypto

